-- Random filters, a random one of the people for each request; no two answers are the same for long.
local json_tokens, units, plan = {}, {}, nil
local words = { "%E6%B1%A1%E6%B0%B4", "%E5%9F%B9%E8%AE%AD", "%E7%A7%AF%E5%88%86%E5%85%A5%E6%88%B7", "%E5%9B%AD%E5%8C%BA", "%E5%AE%A1%E6%89%B9%E4%BA%8B%E9%A1%B9" }

function setup(thread)
  thread:set("seed", tostring(thread.addr):len() + (counter or 0))
  counter = (counter or 0) + 1
end

function init(args)
  math.randomseed(seed * 7919)
  for line in io.lines(args[1]) do
    local kind, value = line:match("^(%w+) (.+)$")
    if kind == "token" then json_tokens[#json_tokens + 1] = value end
    if kind == "unit" then units[#units + 1] = value end
    if kind == "plan" then plan = value end
  end
end

local function pick(list) return list[math.random(#list)] end

function request()
  local query = "limit=100&cursor=" .. math.random(1, 45000)
  local kind = math.random(6)
  if kind == 1 then query = query .. "&unit=" .. pick(units)
  elseif kind == 2 then query = query .. "&unit=" .. pick(units) .. "&role=lead"
  elseif kind == 3 then query = query .. "&section=" .. math.random(1, 20)
  elseif kind == 4 then query = query .. "&due_from=2012-0" .. math.random(1, 9) .. "-01"
  elseif kind == 5 then query = query .. "&q=" .. pick(words)
  end
  return wrk.format("GET", "/api/v1/plans/" .. plan .. "/tasks?" .. query, { Cookie = "luoshi_session=" .. pick(json_tokens) })
end

local bad = 0
function response(status) if status ~= 200 then bad = bad + 1 end end

function done(summary, latency)
  io.write(string.format("RESULT %.1f %.3f %.3f %d %.1f\n", summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout, summary.bytes / summary.requests / 1024))
end
