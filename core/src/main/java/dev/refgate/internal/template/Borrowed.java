package dev.refgate.internal.template;

import java.util.Set;

/**
 * The filters and tests that are taken from jinjava as they are. Whatever is not listed cannot be called, neither directly
 * nor by its name through {@code map} and {@code select}: some of jinjava's filters render their input again, read YAML,
 * show the names of classes, or pad a text to any size.
 */
final class Borrowed {
    static final Set<String> FILTERS = Set.of(
            "attr",
            "b64decode",
            "b64encode",
            "batch",
            "bool",
            "cut",
            "dictsort",
            "difference",
            "e",
            "escape",
            "escapejson",
            "filesizeformat",
            "forceescape",
            "fromjson",
            "groupby",
            "intersect",
            "map",
            "md5",
            "regex_replace",
            "reject",
            "rejectattr",
            "safe",
            "select",
            "selectattr",
            "slice",
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
