// SPDX-License-Identifier: Apache-2.0
#include "http/router.hpp"

#include "base/error.hpp"
#include "http/encoding.hpp"

#include <algorithm>
#include <set>

namespace luoshi::http {
namespace {

struct Endpoint {
    const Route* route = nullptr;
    std::vector<std::string> names; // of its parameters, in the order of the path
};
using Endpoints = std::map<Method, Endpoint>;

const Endpoint* endpoint_for(const Endpoints& endpoints, Method method) {
    auto found = endpoints.find(method);
    if (found == endpoints.end() && method == Method::head) {
        found = endpoints.find(Method::get);
    }
    return found == endpoints.end() ? nullptr : &found->second;
}

Match matched(const Endpoint& endpoint, const std::vector<std::size_t>& taken,
              const std::vector<std::string_view>& segments) {
    Match match;
    match.route = endpoint.route;
    for (std::size_t i = 0; i < taken.size(); ++i) {
        match.path_params.add(endpoint.names[i], std::string{segments[taken[i]]});
    }
    return match;
}

} // namespace

// One node per distinct prefix of the patterns; all parameters at a place share one child.
struct Router::Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> children;
    std::unique_ptr<Node> any; // {name}
    Endpoints ends;            // the path ends here
    Endpoints rests;           // {name...} begins here
};

struct Router::Search {
    Method method;
    std::vector<std::string_view> segments;
    std::vector<std::size_t> taken; // indices of the segments the parameters took so far
    const Endpoint* found = nullptr;
    std::vector<std::size_t> found_taken;
    const Endpoint* rest = nullptr;
    std::vector<std::size_t> rest_taken;
    std::size_t rest_depth = 0;
    std::set<Method> allowed;
};

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::add(Method method, std::string_view pattern, Handler handler, RouteOptions options) {
    ensure(pattern.starts_with('/'), "a route's pattern begins with '/'");
    routes_.push_back(std::make_unique<Route>(
        Route{method, std::string{pattern}, std::move(handler), options, routes_.size()}));
    Endpoint endpoint{routes_.back().get(), {}};
    Node* node = root_.get();
    bool rest = false;
    const auto segments =
        pattern.size() == 1 ? std::vector<std::string_view>{} : split(pattern.substr(1), '/');
    for (const auto segment : segments) {
        ensure(!segment.empty() && !rest,
               "a pattern has no empty segment and nothing after its rest");
        if (segment.front() != '{') {
            auto& child = node->children[std::string{segment}];
            if (!child) {
                child = std::make_unique<Node>();
            }
            node = child.get();
            continue;
        }
        ensure(segment.back() == '}' && segment.size() > 2, "a parameter is written {name}");
        auto name = segment.substr(1, segment.size() - 2);
        rest = name.ends_with("...");
        endpoint.names.emplace_back(rest ? name.substr(0, name.size() - 3) : name);
        if (!rest) {
            if (!node->any) {
                node->any = std::make_unique<Node>();
            }
            node = node->any.get();
        }
    }
    auto& ends = rest ? node->rests : node->ends;
    ensure(ends.emplace(method, std::move(endpoint)).second, "a route is registered once");
}

void Router::visit(const Node& node, std::size_t depth, Search& search) {
    if (const auto* rest = endpoint_for(node.rests, search.method);
        rest != nullptr && (search.rest == nullptr || depth > search.rest_depth)) {
        search.rest = rest;
        search.rest_taken = search.taken;
        search.rest_depth = depth;
    }
    if (depth == search.segments.size()) {
        for (const auto& [method, endpoint] : node.ends) {
            search.allowed.insert(method);
        }
        if (const auto* found = endpoint_for(node.ends, search.method)) {
            search.found = found;
            search.found_taken = search.taken;
        }
        return;
    }
    if (const auto child = node.children.find(search.segments[depth]);
        child != node.children.end()) {
        visit(*child->second, depth + 1, search);
    }
    if (search.found == nullptr && node.any) {
        search.taken.push_back(depth);
        visit(*node.any, depth + 1, search);
        search.taken.pop_back();
    }
}

Match Router::find(Method method, std::string_view path) const {
    Search search;
    search.method = method;
    if (path.size() > 1) {
        search.segments = split(path.substr(1), '/');
    }
    visit(*root_, 0, search);
    if (search.found != nullptr) {
        return matched(*search.found, search.found_taken, search.segments);
    }
    if (search.allowed.empty() && search.rest != nullptr) {
        auto match = matched(*search.rest, search.rest_taken, search.segments);
        std::string rest;
        for (auto i = search.rest_depth; i < search.segments.size(); ++i) {
            rest += i == search.rest_depth ? "" : "/";
            rest += search.segments[i];
        }
        match.path_params.add(search.rest->names.back(), std::move(rest));
        return match;
    }
    Match none;
    if (search.allowed.contains(Method::get)) {
        search.allowed.insert(Method::head);
    }
    for (const auto allowed : search.allowed) {
        none.allow += std::string{to_string(allowed)} + ", ";
    }
    if (!none.allow.empty()) {
        none.allow += to_string(Method::options);
    }
    return none;
}

} // namespace luoshi::http
