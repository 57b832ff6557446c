#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace exitscope {

/// `text` with every character in its lower case (Unicode's simple mappings). Invalid UTF-8 turns
/// into U+FFFD. Python's str.lower, which the original metrics call, differs in two letters: it
/// writes the Turkish dotted capital I as two characters and knows the final form of sigma.
std::string lowerCased(std::string_view text);

/// The words of `text`: what stands between white space, as Python's str.split() without arguments
/// and its pattern \s understand white space. Invalid UTF-8 turns into U+FFFD.
std::vector<std::string> splitAtWhiteSpace(std::string_view text);

/// `text` without the white space at its ends. Invalid UTF-8 turns into U+FFFD.
std::string trimmed(std::string_view text);

} // namespace exitscope
