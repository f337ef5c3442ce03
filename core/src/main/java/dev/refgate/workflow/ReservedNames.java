package dev.refgate.workflow;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names that mean something in templates already, so that no block can have them. */
final class ReservedNames {
    private static final Set<String> REFGATE =
            Set.of("inputs", "outputs", "env", "globals", "webhook_body", "webhook_headers");

    private static final Set<String> VALUES_AND_OPERATORS = Set.of(
            "true",
            "false",
            "none",
            "null",
            "and",
            "or",
            "not",
            "in",
            "is",
            "if",
            "else",
            "elif",
            "empty",
            "div",
            "mod",
            "eq",
            "ne",
            "lt",
            "le",
            "gt",
            "ge",
            "instanceof");

    private static final Set<String> TAGS = Set.of(
            "for",
            "endfor",
            "endif",
            "set",
            "endset",
            "block",
            "endblock",
            "macro",
            "endmacro",
            "call",
            "endcall",
            "filter",
            "endfilter",
            "raw",
            "endraw",
            "include",
            "extends",
            "import",
            "from",
            "as",
            "with",
            "without",
            "context",
            "do",
            "recursive",
            "unless",
            "ifchanged",
            "cycle",
            "print",
            "autoescape");

    private static final Set<String> VARIABLES_AND_FUNCTIONS =
            Set.of("loop", "self", "super", "caller", "range", "dict", "namespace", "datetime", "timezone", "cycler");

    private static final Set<String> ALL = Stream.of(REFGATE, VALUES_AND_OPERATORS, TAGS, VARIABLES_AND_FUNCTIONS)
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    private ReservedNames() {}

    static boolean contains(String name) {
        return ALL.contains(name);
    }
}
