package dev.refgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookCommandTest {
    @TempDir
    private Path data;

    @Test
    void aWebhookIsShownOnceListedRotatedAndRevoked() {
        Cmd create = webhook("create", "triage", "--signature", "github", "--secret-setting", "HUB", "--wait");
        String token = create.out().strip().substring("/v1/workflows/triage/webhook/".length());
        String id = token.split("_")[1];
        Cmd list = webhook("list");
        Cmd rotate = webhook("rotate", id);
        Cmd revoke = webhook("revoke", id);

        assertThat(create.code()).isZero();
        assertThat(token).matches("rgw_[0-9a-f]{12}_[A-Za-z0-9_-]{43}");
        assertThat(list.out())
                .contains(id, "triage", "github", "HUB", "when it is over", "valid")
                .doesNotContain(token);
        assertThat(rotate.out())
                .startsWith("/v1/workflows/triage/webhook/rgw_" + id + "_")
                .isNotEqualTo(create.out());
        assertThat(revoke.out()).isEqualTo("revoked " + id + "\n");
        assertThat(webhook("list").out()).contains("revoked");
        assertThat(webhook("rotate", id).err()).contains("webhook: " + id, "refgate webhook list");
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThat(webhook("create", "triage", "--signature", "github").err()).contains("expected a setting");
        assertThat(webhook("create", "Not An Id").code()).isEqualTo(64);
        assertThat(Cmd.run("webhook").err()).contains("create, rotate, list, revoke");
        assertThat(Cmd.run("webhook", "list").err()).contains("--data");
    }

    private Cmd webhook(String... arguments) {
        List<String> all = new ArrayList<>(List.of("webhook"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--data", data.toString()));
        return Cmd.run(all.toArray(String[]::new));
    }
}
