package dev.refgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workflows of the hosted product come into a repository, and go back. */
final class ImportCommandTest {
    private static final String GREETING = """
            workflow_key: greeting
            workflow_config:
              workflow_display_name: Greeting
              tags: [ demo ]
              blocks:
                - block_archetype_id: com.scoutos.input
                  block_display_name: Inputs
                  block_id: inputs
                  block_inputs: { items: [ { display_name: name, key: name, input_type: long_text } ] }
                  dependencies: []
                - block_archetype_id: com.scoutos.llm
                  block_display_name: greet
                  block_id: greet
                  is_output: true
                  block_inputs: { model: gpt-4o, prompt_items: [ { role: user, content: "Greet {{ inputs.name }}." } ] }
                  dependencies: [ { block_id: inputs } ]
            """;

    @TempDir
    private Path folder;

    private PlainGit git;
    private Path file;

    @BeforeEach
    void create() throws Exception {
        git = PlainGit.init(folder.resolve("repository")).write("refgate.yml", Samples.POLICY);
        file = folder.resolve("there/workflow.yml");
        Files.createDirectories(folder.resolve("there/inputs"));
        Files.writeString(file, GREETING);
        Files.writeString(folder.resolve("there/inputs/default.json"), "{\"name\": \"Ada\"}\n");
    }

    private Cmd refgate(String... command) {
        String[] arguments = new String[command.length + 2];
        System.arraycopy(command, 0, arguments, 0, command.length);
        arguments[command.length] = "--repository";
        arguments[command.length + 1] = git.folder().toString();
        return Cmd.run(arguments);
    }

    @Test
    void aConfigurationBecomesAWorkflowAndGoesBack() throws Exception {
        Cmd done = refgate("import", file.toString());

        assertThat(done.code()).as(done.err() + done.out()).isZero();
        assertThat(done.out())
                .contains("wrote ", "workflows/greeting/workflow.yml", "greeting/inputs/default.json")
                .contains("not carried over: workflow: tags: workflows have no tags here")
                .contains("left to do: settings: LLM_BASE_URL")
                .endsWith("The workflow is valid.\n");
        assertThat(Cmd.run("validate", git.folder().toString()).code()).isZero();
        git.commit("Bring greeting along");
        Cmd back = refgate("export", "greeting");
        assertThat(back.code()).as(back.err()).isZero();
        assertThat(back.out())
                .startsWith("workflow_config:\n")
                .contains("workflow_key: \"greeting\"", "com.scoutos.llm");
        assertThat(back.err()).isEmpty();
        Files.writeString(file, back.out());
        refgate("import", file.toString(), "--as", "again");
        assertThat(git.folder().resolve("workflows/again/workflow.yml"))
                .hasSameTextualContentAs(git.folder().resolve("workflows/greeting/workflow.yml"));
    }

    @Test
    void whatIsThereStaysAndWhatIsNotValidSaysSo() throws Exception {
        git.write("workflows/greeting/workflow.yml", "mine");

        Cmd there = refgate("import", file.toString());
        assertThat(there.code()).isEqualTo(1);
        assertThat(there.err()).contains("is there already", "--as");
        assertThat(git.folder().resolve("workflows/greeting/workflow.yml")).hasContent("mine");

        Files.writeString(file, GREETING.replace("com.scoutos.llm", "com.scoutos.unheard_of"));
        Cmd unfinished = refgate("import", file.toString(), "--as", "other");
        assertThat(unfinished.code()).isEqualTo(3);
        assertThat(unfinished.out())
                .contains("left to do: block greet: com.scoutos.unheard_of")
                .containsPattern("workflows/other/workflow.yml:[0-9]+:[0-9]+")
                .contains("The workflow is not valid yet");

        assertThat(refgate("import", file.toString(), "--as", "No Id").err()).contains("workflow id: No Id");
        Files.writeString(file, "blocks: [\n");
        assertThat(refgate("import", file.toString()).err()).contains("workflow.yml:");
        git.commit("Begin");
        assertThat(refgate("export", "nowhere").err()).contains("workflow: nowhere");
    }
}
