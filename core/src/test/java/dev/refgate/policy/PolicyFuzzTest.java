package dev.refgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.refgate.document.Problem;
import dev.refgate.document.Problems;
import dev.refgate.internal.yaml.YamlDocumentReader;
import java.util.Optional;

/** Whatever is in a refgate.yml, reading it ends with a policy or with problems that say where. */
class PolicyFuzzTest {
    private final PolicyParser parser = new PolicyParser(new YamlDocumentReader());

    @FuzzTest(maxDuration = "20s")
    @DictionaryFile(resourcePath = "/dev/refgate/fuzz.dictionary")
    void parse(byte[] file) {
        Problems problems = new Problems();

        Optional<Policy> policy = parser.parse(file, problems);

        assertThat(problems.isEmpty()).isEqualTo(policy.isPresent());
        for (Problem problem : problems.sorted()) {
            assertThat(problem.location().file()).isEqualTo("refgate.yml");
            assertThat(problem.message()).isNotBlank();
        }
    }
}
