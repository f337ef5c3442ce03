package dev.refgate.run;

import dev.refgate.document.Location;

/**
 * A script's text, and where it stands.
 *
 * @param file the file that it is in, for messages
 * @param text the script, a module
 * @param lines how many lines of the file are above its first line
 * @param indent how many columns of the file are left of each of its lines
 */
public record ScriptSource(String file, String text, int lines, int indent) {

    /** A file of its own. */
    public static ScriptSource ofFile(String file, String text) {
        return new ScriptSource(file, text, 0, 0);
    }

    /**
     * Where a place of the script is in the file.
     *
     * @param line of the script, from 1
     * @param column of the script, from 1
     */
    public Location location(int line, int column) {
        return new Location(file, line + lines, column + indent);
    }
}
