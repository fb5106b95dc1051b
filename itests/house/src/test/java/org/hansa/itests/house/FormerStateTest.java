package org.hansa.itests.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever gives the store a new schema leaves a state of the one before, to start the new on. */
class FormerStateTest {

  private static final Pattern STEPS =
      Pattern.compile("STEPS\\s*=\\s*List\\.of\\(([^;]*)\\);", Pattern.DOTALL);

  @Test
  void thisReleaseIsStartedOnAStateOfTheSchemaBefore() throws Exception {
    String store = "bundles/core/store/src/main/java/org/hansa/core/store/Migrations.java";
    Matcher steps = STEPS.matcher(Files.readString(Tree.ROOT.resolve(store)));
    assertThat(steps.find()).as("%s lists its steps", store).isTrue();
    int before = steps.group(1).split(",").length;

    String tests = "itests/archive/src/test/";
    String state = "resources/org/hansa/itests/archive/former/schema-" + before + ".sql";
    assertThat(Tree.ROOT.resolve(tests + state)).as("a state of schema %s", before).exists();
    assertThat(
            Files.readString(
                Tree.ROOT.resolve(tests + "java/org/hansa/itests/archive/FormerStateIT.java")))
        .containsPattern("@ValueSource\\(ints = \\{[^}]*\\b" + before + "\\}\\)");
  }
}
