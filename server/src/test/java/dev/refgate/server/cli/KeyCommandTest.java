package dev.refgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyCommandTest {
    @TempDir
    private Path data;

    @Test
    void aKeyIsShownOnceListedAndRevoked() {
        Cmd create = key("create", "--name", "ci", "--scope", "execute:staging", "--scope", "read", "--expires", "90d");
        Cmd list = key("list");
        Cmd revoke = key("revoke", "ci");
        Cmd after = key("list");

        assertThat(create.code()).isZero();
        assertThat(create.out()).matches("rgk_[0-9a-f]{12}_[A-Za-z0-9_-]{43}\n");
        assertThat(list.out())
                .contains("ci", "execute:staging read", "valid")
                .doesNotContain(create.out().strip());
        assertThat(revoke.out()).isEqualTo("revoked ci\n");
        assertThat(after.out()).contains("revoked");
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThat(key("create", "--name", "ci", "--scope", "everything").code())
                .isEqualTo(64);
        assertThat(key("create", "--name", "ci", "--scope", "everything").err())
                .contains("--scope: everything", "execute:ENVIRONMENT");
        assertThat(key("revoke", "nobody").err()).contains("key: nobody", "refgate key list");
        assertThat(Cmd.run("key", "list").code()).isEqualTo(64);
        assertThat(Cmd.run("key", "list").err()).contains("--data");
        assertThat(Cmd.run("key").err()).contains("create, list, revoke");
    }

    private Cmd key(String command, String... arguments) {
        String[] all = new String[arguments.length + 4];
        all[0] = "key";
        all[1] = command;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        all[arguments.length + 2] = "--data";
        all[arguments.length + 3] = data.toString();
        return Cmd.run(all);
    }
}
