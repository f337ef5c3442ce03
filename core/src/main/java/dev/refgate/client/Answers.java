package dev.refgate.client;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what the routes answer. */
final class Answers {
    private Answers() {}

    static ExecuteAnswer run(Answer answer) {
        return new ExecuteAnswer(
                answer.text("run_id"),
                answer.as("workflow_id", WorkflowId::new),
                answer.text("status"),
                answer.child("outputs").values(),
                answer.findChild("error")
                        .map(error -> new ExecuteAnswer.Error(error.findText("block"), error.text("message"))),
                blocks(answer.child("run").child("state")),
                Duration.ofMillis(answer.number("duration_ms")),
                new ExecuteAnswer.Pins(
                        answer.findText("environment"),
                        answer.findText("ref"),
                        answer.as("revision_id", CommitId::new),
                        answer.as("content_id", ContentId::new),
                        answer.text("verification_id")));
    }

    private static List<ExecuteAnswer.Block> blocks(Answer state) {
        List<ExecuteAnswer.Block> blocks = new ArrayList<>();
        for (String id : state.values().keySet()) {
            Answer block = state.child(id);
            blocks.add(new ExecuteAnswer.Block(
                    id, block.text("status"), block.object().get("output"), block.findText("error"), (int)
                            block.number("attempts")));
        }
        return blocks;
    }

    static EnvironmentAnswer environment(Answer answer) {
        return new EnvironmentAnswer(
                answer.text("name"),
                answer.text("ref"),
                answer.findText("from"),
                answer.findAs("commit", CommitId::new),
                answer.findText("error"));
    }

    static MoveAnswer move(Answer answer) {
        Optional<Answer> deployment = answer.findChild("deployment");
        return new MoveAnswer(
                answer.text("outcome"),
                answer.children("moves").stream()
                        .map(move -> move.as("workflow", WorkflowId::new))
                        .toList(),
                deployment.map(record -> record.text("id")),
                deployment.map(record -> record.as("commit", CommitId::new)),
                deployment.map(record -> record.child("actor").text("name")));
    }

    static WorkflowAnswer workflow(Answer answer) {
        Answer config = answer.child("workflow_config");
        return new WorkflowAnswer(
                answer.as("workflow_id", WorkflowId::new),
                answer.as("revision_id", CommitId::new),
                answer.as("content_id", ContentId::new),
                config.text("workflow_display_name"),
                config.text("workflow_description"),
                answer.list("problems").stream().map(String::valueOf).toList());
    }

    /** {@code [{loc: [body, inputs, name], msg: …}]} in one line. */
    static String details(@Nullable Object detail) {
        if (!(detail instanceof List<?> list)) {
            return String.valueOf(detail);
        }
        List<String> messages = new ArrayList<>();
        for (Object each : list) {
            if (each instanceof Map<?, ?> map) {
                messages.add(map.get("msg") + " at " + map.get("loc"));
            } else {
                messages.add(String.valueOf(each));
            }
        }
        return String.join("; ", messages);
    }
}
