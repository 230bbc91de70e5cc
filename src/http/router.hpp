// SPDX-License-Identifier: Apache-2.0
// Which handler answers which request: for whoever registers routes.
#pragma once

#include "http/message.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::http {

using Handler = std::function<Response(Request&)>;
// Runs before the handler of a matched route; an answer ends the way.
using Middleware = std::function<std::optional<Response>(Request&)>;
// Runs on every answer, also on 404 and on errors; it may add headers.
using AfterHook = std::function<void(const Request&, Response&)>;

struct RouteOptions {
    std::size_t max_body = 1'000'000; // bytes; more is answered with 413
    bool compress = true;             // false where an answer mixes secrets with echoed input
    bool spool = false; // a body over 1 MB goes to a file, not to memory: Request::content()
};

struct Route {
    Method method = Method::get;
    std::string pattern;
    Handler handler;
    RouteOptions options;
    std::size_t index = 0; // place in routes()
};

// What a method and a path come to. route is null when nobody answers: allow then lists the methods
// of the path ("GET, HEAD, OPTIONS"), "" when there is no such path.
struct Match {
    const Route* route = nullptr;
    Params path_params;
    std::string allow;
};

// Filled once, then only read: find() and all const members may be called from any thread.
class Router {
public:
    Router();
    ~Router();
    Router(Router&&) noexcept;
    Router& operator=(Router&&) noexcept;

    // pattern: "/api/v1/tasks/{id}"; a last segment "{name...}" takes the rest of the path, also
    // "/". Text wins over {name}; the rest is asked last, and only for methods it has (never a
    // 405). HEAD is answered from GET. Ensures: the pattern is well formed and not registered
    // twice.
    void add(Method method, std::string_view pattern, Handler handler, RouteOptions options = {});
    void use(Middleware middleware) { middleware_.push_back(std::move(middleware)); }
    void after(AfterHook hook) { after_.push_back(std::move(hook)); }

    // path: canonical, as in Request::path. The route is borrowed from this router.
    Match find(Method method, std::string_view path) const;

    const std::vector<std::unique_ptr<Route>>& routes() const noexcept { return routes_; }
    const std::vector<Middleware>& middleware() const noexcept { return middleware_; }
    const std::vector<AfterHook>& after_hooks() const noexcept { return after_; }

private:
    struct Node;
    struct Search;
    static void visit(const Node& node, std::size_t depth, Search& search);
    std::unique_ptr<Node> root_;
    std::vector<std::unique_ptr<Route>> routes_; // addresses are stable
    std::vector<Middleware> middleware_;
    std::vector<AfterHook> after_;
};

} // namespace luoshi::http
