package dev.refgate.server;

import dev.refgate.server.cli.Cli;
import dev.refgate.server.cli.Console;

/** The entry of refgate.jar. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(Cli.execute(arguments, Console.ofProcess()));
    }
}
