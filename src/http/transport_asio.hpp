// SPDX-License-Identifier: Apache-2.0
// Private, with Asio in it: makes transports out of sockets; for server.cpp only.
#pragma once

#include "http/transport.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

namespace luoshi::http {

// The socket's executor is the strand. tls: borrowed, null for plain TCP.
std::unique_ptr<Transport> make_transport(boost::asio::ip::tcp::socket socket,
                                          boost::asio::ssl::context* tls);

} // namespace luoshi::http
