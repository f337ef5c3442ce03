package dev.refgate.server;

/** The entry of refgate.jar. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        throw new UnsupportedOperationException("to be written: " + arguments.length);
    }
}
