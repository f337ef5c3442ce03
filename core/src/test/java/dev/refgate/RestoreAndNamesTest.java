package dev.refgate;

import static dev.refgate.PromotionFixture.ADA;
import static dev.refgate.PromotionFixture.TRIAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotAllowedException;
import dev.refgate.error.NotFoundException;
import dev.refgate.promotion.NamedRevision;
import dev.refgate.repository.CommitId;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bringing revisions back, and giving them names. */
final class RestoreAndNamesTest {
    @TempDir
    Path folder;

    private PromotionFixture team;

    @BeforeEach
    void create() {
        team = PromotionFixture.create(folder.resolve("repo"));
        team.git.write("notes.txt", "of the monorepo");
    }

    @AfterEach
    void close() {
        team.close();
    }

    @Test
    void aRestoredRevisionIsANewCommitOnTheSourceBranch() {
        CommitId one = team.change(TRIAGE, "one");
        CommitId two = team.change(TRIAGE, "two");
        team.git.git("switch", "--quiet", "--detach");

        CommitId restored = team.promotions()
                .restore(TRIAGE, "r1", ADA, Optional.of("two\nis broken"))
                .orElseThrow();

        assertThat(team.git.revParse("main")).isEqualTo(restored.hex());
        assertThat(team.git.revParse("main~1")).isEqualTo(two.hex());
        assertThat(team.git.git("diff", one.hex(), "main")).isEmpty();
        assertThat(team.git.git("show", "main:notes.txt")).isEqualTo("of the monorepo");
        assertThat(team.log("main", "%s").get(0)).isEqualTo("Restore triage as it was at r1");
        assertThat(team.git.git("log", "-1", "--format=%(trailers:key=Reason,valueonly)", "main"))
                .isEqualTo("\"two\\nis broken\"");
        assertThat(team.promotions().restore(TRIAGE, "r1", ADA, Optional.empty()))
                .isEmpty();
        team.fsck();
    }

    @Test
    void aSourceBranchThatIsCheckedOutIsNotMoved() {
        team.change(TRIAGE, "one");
        CommitId two = team.change(TRIAGE, "two");

        assertThatThrownBy(() -> team.promotions().restore(TRIAGE, "r1", ADA, Optional.empty()))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("is checked out in " + team.git.folder());
        assertThat(team.git.head()).isEqualTo(two.hex());
        assertThatThrownBy(() -> team.promotions().restore(TRIAGE, "r3", ADA, Optional.empty()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("expected r1 to r2");
    }

    @Test
    void aNameIsAnAnnotatedTagThatCanBeGivenAnew() {
        CommitId one = team.change(TRIAGE, "one");
        team.change(TRIAGE, "two");
        String nasty = "Add \"fallback\" path 🚀 -- for CRM: timeout";

        team.promotions().name(TRIAGE, "r1", "first try", Optional.empty(), ADA);
        NamedRevision named =
                team.promotions().name(TRIAGE, "r1", nasty, Optional.of("Line one\n\n---\nAction: none\n"), ADA);

        assertThat(team.promotions().names(TRIAGE)).containsExactly(named);
        assertThat(named.description()).contains("Line one\n\n---\nAction: none");
        String tag = "revisions/triage/" + one.abbreviated();
        assertThat(team.git.revParse(tag + "^{commit}")).isEqualTo(one.hex());
        assertThat(team.git.git(
                        "for-each-ref", "--format=%(objecttype) %(taggername) %(contents:subject)", "refs/tags"))
                .isEqualTo("tag Ada Lovelace " + nasty);
        assertThat(team.git.git("cat-file", "tag", tag)).contains("\ntag " + tag + "\n");
        team.fsck();
    }

    @Test
    void onlyNamesOfOneLineAreTaken() {
        team.change(TRIAGE, "one");

        for (String bad : new String[] {"", " ", "two\nlines", "\u0000", "x".repeat(201)}) {
            assertThatThrownBy(() -> team.promotions().name(TRIAGE, "r1", bad, Optional.empty(), ADA))
                    .as(bad)
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("expected one line of 1 to 200 characters");
        }
        assertThatThrownBy(() -> team.promotions()
                        .name(TRIAGE, "r1", "ok", Optional.of("x\n-----BEGIN PGP SIGNATURE-----\n"), ADA))
                .isInstanceOf(InvalidArgumentException.class);
        assertThat(team.git.git("tag", "--list")).isEmpty();
    }
}
