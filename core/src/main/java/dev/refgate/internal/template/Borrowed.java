package dev.refgate.internal.template;

import java.util.Set;

/**
 * The filters and tests that are taken from jinjava as they are. Whatever is not listed cannot be called, neither directly
 * nor by its name through {@code map} and {@code select}: some of jinjava's filters render their input again, read YAML,
 * show the names of classes, pad a text to any size, or
 * write by the rules of the host's language.
 */
final class Borrowed {
    static final Set<String> FILTERS = Set.of(
            "b64decode",
            "b64encode",
            "bool",
            "cut",
            "difference",
            "e",
            "escape",
            "escapejson",
            "forceescape",
            "fromjson",
            "intersect",
            "md5",
            "regex_replace",
            "safe",
            "split",
            "striptags",
            "symmetric_difference",
            "truncate",
            "union",
            "urldecode",
            "urlencode",
            "wordcount",
            "wordwrap",
            "xmlattr");

    static final Set<String> TESTS =
            Set.of("containing", "containingall", "string_containing", "string_startingwith", "truthy", "within");

    private Borrowed() {}
}
