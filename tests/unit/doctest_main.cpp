// The one main() of every doctest program: tests of one module are one program, so that a crash names its module.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
