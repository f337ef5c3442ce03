package dev.refgate.server.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.run.BlockResult;
import dev.refgate.run.BlockStatus;
import dev.refgate.run.RunEvent.BlockEnded;
import dev.refgate.run.RunEvent.BlockPartial;
import dev.refgate.run.RunEvent.BlockStarted;
import dev.refgate.run.RunEvent.RunEnded;
import dev.refgate.run.RunEvent.RunStarted;
import dev.refgate.run.RunPins;
import dev.refgate.run.RunStatus;
import dev.refgate.run.Secrets;
import dev.refgate.run.VerificationId;
import dev.refgate.server.json.Json;
import dev.refgate.server.stream.RunFeed.State;
import dev.refgate.server.stream.RunFeeds.Recording;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Output that comes in parts, as language models give it. */
class RunFeedsTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final RunPins PINS = new RunPins(
            new WorkflowId("talk"),
            Optional.of("staging"),
            Optional.of("refs/heads/env/staging"),
            new CommitId("1".repeat(40)),
            new ContentId("2".repeat(40)),
            new VerificationId("3".repeat(64)));

    private final RunFeeds feeds = new RunFeeds();
    private final Recording recording =
            feeds.open("run_1", Optional.of("staging"), "session", Secrets.of(List.of("tok-12345", "tok-9")), Map.of());

    @Test
    void partsAreUpdatesAndTheWholeReplacesThem() {
        say("Hel", "lo");
        end("Hello");

        assertThat(updates()).containsExactly("partial Hel delta Hel", "partial lo delta lo", "complete Hello delta ");
    }

    @Test
    void aSecretThatComesInTwoPartsIsNotShown() {
        say("key tok-", "12", "345 and tok-", "8 to");
        end("key tok-12345 and tok-8 to");

        assertThat(updates())
                .containsExactly(
                        "partial key  delta key ",
                        "partial *** and  delta *** and ",
                        "partial tok-8  delta tok-8 ",
                        "partial to delta to",
                        "complete key *** and tok-8 to delta ");
    }

    @Test
    void anotherAttemptTakesBackWhatTheFirstSaid() {
        say("wro");
        say("good");
        end("good");

        assertThat(updates())
                .containsExactly(
                        "partial wro delta wro", "complete  delta ", "partial good delta good", "complete good delta ");
    }

    @Test
    void howTheRunEndedIsToldWhenTheRecordingIsClosed() {
        recording.on(new RunEnded("run_1", NOW, RunStatus.SUCCESS, Map.of(), Optional.empty(), Duration.ZERO));
        assertThat(names()).isEmpty();

        recording.close();

        assertThat(names()).containsExactly("workflow_run_completed");
        assertThat(feeds.find("run_1")).contains(recording.feed());
        assertThat(feeds.find("run_2")).isEmpty();
    }

    @Test
    void whatIsNotOnRecordIsNotTold() {
        recording.on(new RunEnded("run_1", NOW, RunStatus.SUCCESS, Map.of(), Optional.empty(), Duration.ZERO));
        recording.breakOff();
        recording.close();

        assertThat(recording.feed().after(0).next().state()).isEqualTo(State.BROKEN);
    }

    private void say(String... parts) {
        recording.on(new RunStarted("run_1", NOW, PINS, Map.of()));
        recording.on(new BlockStarted("run_1", NOW, "answer", "llm", 1));
        for (String part : parts) {
            recording.on(new BlockPartial("run_1", NOW, "answer", 1, part));
        }
    }

    private void end(String output) {
        recording.on(new BlockEnded(
                "run_1",
                NOW,
                new BlockResult(
                        "answer", "llm", BlockStatus.SUCCESS, output, Optional.empty(), 1, Duration.ofMillis(1))));
    }

    private List<String> names() {
        return events().stream().map(event -> (String) event.get("name")).toList();
    }

    private List<String> updates() {
        List<String> updates = new ArrayList<>();
        for (Map<?, ?> event : events()) {
            if ("block_state_updated".equals(event.get("name"))) {
                Map<?, ?> data = (Map<?, ?>) event.get("data");
                Object output = ((Map<?, ?>) data.get("update_data")).get("output");
                updates.add(data.get("update_type") + " " + output + " delta " + event.get("delta"));
            }
        }
        return updates;
    }

    private List<Map<?, ?>> events() {
        List<Map<?, ?>> events = new ArrayList<>();
        RunFeed.Position position = recording.feed().after(0);
        for (RunFeed.Step step = position.next(); step.state() == State.FRAME; step = position.next()) {
            String frame = new String(step.frame(), StandardCharsets.UTF_8);
            String json = frame.substring(frame.indexOf("data: ") + 6);
            events.add((Map<?, ?>) Json.read(json.getBytes(StandardCharsets.UTF_8)));
        }
        return events;
    }
}
