package dev.refgate.server.cli;

import dev.refgate.diff.RepositoryDiff;
import dev.refgate.report.HtmlDiff;
import dev.refgate.report.JsonDiff;
import dev.refgate.report.MarkdownDiff;
import dev.refgate.report.TerminalDiff;
import dev.refgate.server.json.Json;

/** How differences are shown. */
enum DiffFormat {
    TERMINAL {
        @Override
        String render(RepositoryDiff diff, boolean colour) {
            return new TerminalDiff(colour).render(diff);
        }
    },
    MARKDOWN {
        @Override
        String render(RepositoryDiff diff, boolean colour) {
            return new MarkdownDiff().render(diff);
        }
    },
    HTML {
        @Override
        String render(RepositoryDiff diff, boolean colour) {
            return new HtmlDiff().render(diff);
        }
    },
    JSON {
        @Override
        String render(RepositoryDiff diff, boolean colour) {
            return Json.writeIndented(JsonDiff.of(diff)) + "\n";
        }
    };

    /** The whole text, ending in a line feed. */
    abstract String render(RepositoryDiff diff, boolean colour);
}
