# Writes migrations/*.sql into one .cpp. Usage: cmake -DFOLDER=migrations -DOUT=all_migrations.cpp -P this
file(GLOB files ${FOLDER}/*.sql)
list(SORT files)
set(text "// Made from migrations/*.sql by cmake/EmbedMigrations.cmake.\n#include \"store/migration.hpp\"\n
namespace luoshi::store {\nnamespace {\n\nconstexpr Migration kMigrations[] = {\n")
foreach(file IN LISTS files)
  get_filename_component(name ${file} NAME_WE)
  if(NOT name MATCHES "^([0-9][0-9][0-9][0-9])_[a-z]+_[a-z0-9_]+$")
    message(FATAL_ERROR "${file}: expected the name NNNN_<module>_topic.sql")
  endif()
  string(REGEX REPLACE "^0+" "" number ${CMAKE_MATCH_1})
  file(READ ${file} sql)
  string(APPEND text "    {${number}, \"${name}\", R\"migration(${sql})migration\"},\n")
endforeach()
string(APPEND text "};\n\n} // namespace\n
std::span<const Migration> all_migrations() {\n    return kMigrations;\n}\n\n} // namespace luoshi::store\n")
file(WRITE ${OUT} "${text}")
