package dev.refgate.document;

/**
 * One thing that is wrong in a file.
 *
 * @param location where
 * @param message what was found, what was expected, and the nearest known name where there is one
 */
public record Problem(Location location, String message) {

    @Override
    public String toString() {
        return location + ": " + message;
    }
}
