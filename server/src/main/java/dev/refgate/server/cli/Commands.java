package dev.refgate.server.cli;

import java.util.List;

/** All commands, each made when it is asked for. */
final class Commands {
    /** The words that call them, in the order in which help lists them. */
    static final List<String> NAMES = List.of(
            "serve",
            "run",
            "validate",
            "test",
            "smoke",
            "status",
            "triggers",
            "history",
            "diff",
            "plan",
            "promote",
            "check",
            "rollback",
            "release",
            "holds",
            "deployments",
            "drift",
            "restore",
            "name",
            "record",
            "key",
            "webhook",
            "import",
            "export",
            "init",
            "demo");

    private Commands() {}

    /** What picocli takes for a command: an object with annotations, or a command line. */
    static Object named(String name, Console console) {
        return switch (name) {
            case "serve" -> new ServeCommand(console);
            case "run" -> new RunCommand(console);
            case "validate" -> new ValidateCommand(console);
            case "test" -> new TestCommand(console);
            case "smoke" -> new SmokeCommand(console);
            case "status" -> new StatusCommand(console);
            case "triggers" -> new TriggersCommand(console);
            case "history" -> new HistoryCommand(console);
            case "diff" -> new DiffCommand(console);
            case "plan" -> new PlanCommand(console);
            case "promote" -> new PromoteCommand(console);
            case "check" -> new CheckCommand(console);
            case "rollback" -> new RollbackCommand(console);
            case "release" -> new ReleaseCommand(console);
            case "holds" -> new HoldsCommand(console);
            case "deployments" -> new DeploymentsCommand(console);
            case "drift" -> new DriftCommand(console);
            case "restore" -> new RestoreCommand(console);
            case "name" -> new NameCommand(console);
            case "record" -> new RecordCommand(console);
            case "key" -> KeyCommand.commandLine(console);
            case "webhook" -> WebhookCommand.commandLine(console);
            case "import" -> new ImportCommand(console);
            case "export" -> new ExportCommand(console);
            case "init" -> new InitCommand(console);
            case "demo" -> new DemoCommand(console);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
