package dev.refgate.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes single values in the text of a YAML file, and leaves every other character as it is. */
public interface DocumentEditor {

    /**
     * Sets the value at a path. Keys that are not there are added, behind the others of their mapping.
     *
     * @param file the name of the text, for messages
     * @param path keys and indexes from the root; all but the last keys lead to mappings or lists
     * @param value a plain value, written in one line
     * @return the new text
     * @throws dev.refgate.error.InvalidArgumentException when the text is no YAML, the path leads through something else,
     *     or what is to be changed is written with an anchor or as an alias
     */
    String set(String file, String text, List<Object> path, @Nullable Object value);
}
