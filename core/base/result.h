// The one error scheme: a value, or an Error with a code for programs and one clear sentence for people.
// Exceptions of libraries end at their wrapper and become an Error there.
#pragma once
#include <string>
#include <utility>
#include <variant>

#include "core/base/check.h"

namespace history {

enum class Errc : unsigned char {
    corrupt = 1,       // bytes do not follow their format
    unauthorized = 2,  // a signature, key, role or invite does not allow this
    unsupported = 3,   // a version or kind that this program does not know
    limit = 4,         // larger, longer or more than allowed
    not_found = 5,
    storage = 6,   // the local or remote store failed (disk full, quota, closed)
    conflict = 7,  // somebody else was first (roster position, push number)
    network = 8,
    usage = 9,   // the caller's words make no sense: wrong option, wrong channel name
    alarm = 10,  // evidence of a clone, a fork or a lying or restored server
};

struct Error {
    Errc code;
    std::string what;  // one sentence; never a secret, never customer text
};

struct Ok {};

template <class T = Ok>
class [[nodiscard]] Result {
public:
    Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}
    Result() requires std::is_same_v<T, Ok> : held_(std::in_place_index<0>) {}

    bool ok() const { return held_.index() == 0; }
    explicit operator bool() const { return ok(); }
    T& value() {
        HISTORY_CHECK(ok());
        return std::get<0>(held_);
    }
    const T& value() const {
        HISTORY_CHECK(ok());
        return std::get<0>(held_);
    }
    T& operator*() { return value(); }
    const T& operator*() const { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    const Error& error() const {
        HISTORY_CHECK(!ok());
        return std::get<1>(held_);
    }

private:
    std::variant<T, Error> held_;
};

inline Error fail(Errc code, std::string what) {
    return Error{code, std::move(what)};
}

}  // namespace history

// TRY(expression): hands the error of a Result<> to the caller. TRY_ASSIGN(name, expression): same, else `name` is the value.
#define HISTORY_JOIN2(a, b) a##b
#define HISTORY_JOIN(a, b) HISTORY_JOIN2(a, b)
#define TRY(expression)                                    \
    do {                                                   \
        auto try_result_ = (expression);                   \
        if (!try_result_.ok()) return try_result_.error(); \
    } while (false)
#define TRY_ASSIGN(name, expression)                                                                   \
    auto HISTORY_JOIN(try_result_, __LINE__) = (expression);                                           \
    if (!HISTORY_JOIN(try_result_, __LINE__).ok()) return HISTORY_JOIN(try_result_, __LINE__).error(); \
    auto name = std::move(HISTORY_JOIN(try_result_, __LINE__).value())
