add_library(luoshi_warnings INTERFACE)
add_library(luoshi::warnings ALIAS luoshi_warnings)
option(LUOSHI_WERROR "Treat warnings as errors" ON)
target_compile_options(luoshi_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow
  -Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual -Wswitch-enum
  $<$<BOOL:${LUOSHI_WERROR}>:-Werror>)
