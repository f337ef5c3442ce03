package dev.refgate.action;

import dev.refgate.document.Nearest;
import dev.refgate.error.InvalidArgumentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All commands by name, in the order in which a change meets them. */
final class Commands {
    private static final Map<String, Command> ALL = new LinkedHashMap<>();

    static {
        ALL.put("validate", new ValidateCommand());
        ALL.put("test", new TestCommand());
        ALL.put("diff", new DiffCommand());
        ALL.put("plan", new PlanCommand());
        ALL.put("promote", new PromoteCommand());
        ALL.put("smoke", new SmokeCommand());
        ALL.put("rollback", new RollbackCommand());
        ALL.put("status", new StatusCommand());
    }

    private Commands() {}

    static List<String> names() {
        return new ArrayList<>(ALL.keySet());
    }

    static Command named(String name) {
        Command command = ALL.get(name);
        if (command == null) {
            throw new InvalidArgumentException("input command: " + name + " (expected one of: "
                    + String.join(", ", ALL.keySet()) + Nearest.hint(name, ALL.keySet()) + ")");
        }
        return command;
    }
}
