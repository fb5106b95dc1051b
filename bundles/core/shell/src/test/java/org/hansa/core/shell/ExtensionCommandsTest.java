package org.hansa.core.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Extension;
import org.hansa.core.api.Extensions;
import org.hansa.core.api.Json;
import org.hansa.core.api.Resource;
import org.hansa.core.testing.FakeExtensions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

/** Code is brought in from the shell. */
class ExtensionCommandsTest {

  private static final String DIGEST = "sha256:" + "ab".repeat(32);

  @TempDir Path folder;

  private final Fakes fakes = new Fakes();
  private final FakeExtensions extensions = new FakeExtensions();

  private ExtensionInstallCommand install(String content) throws Exception {
    Files.writeString(folder.resolve("acme.kar"), content);
    ExtensionInstallCommand command = new ExtensionInstallCommand();
    command.extensions = extensions;
    command.context =
        (BundleContext)
            Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> folder.toString());
    command.archive = "acme.kar";
    return command;
  }

  @Test
  void whatItWouldDoIsShownBeforeItIsDone() throws Exception {
    ExtensionInstallCommand plan = install("good");
    plan.plan = true;
    fakes.as("ada", plan);
    assertThat(fakes.printed())
        .contains("com.acme 1.1.0, in place of 1.0.0, signed by CN=Acme", DIGEST.substring(0, 7))
        .contains("Made anew: [core 7.0.0]");
    assertThat(extensions.asked).isEmpty();

    fakes.as("ada", install("good"));
    assertThat(extensions.asked).containsExactly("install acme false user:ada shell");
    assertThatThrownBy(() -> fakes.as("ada", install("bad"))).hasMessageContaining("exports x");
    assertThat(fakes.printed()).contains("Refused: it exports x");
  }

  @Test
  void whoMayNotIsRefusedBeforeAnythingIsRead() throws Exception {
    fakes.forbidden.add("write Extension");
    ExtensionInstallCommand command = install("good");
    assertThatThrownBy(() -> fakes.as("ada", command)).hasMessageContaining("not allowed");
    assertThat(fakes.printed()).doesNotContain("com.acme");
  }

  @Test
  void theyAreListedNodeByNode() throws Exception {
    ExtensionListCommand list = new ExtensionListCommand();
    fakes.as("ada", list);
    assertThat(fakes.printed()).contains("There are none.");
    Extension.Status status =
        new Extension.Status(
            Optional.of("com.acme"),
            Optional.of("1.0.0"),
            Optional.empty(),
            Optional.empty(),
            Map.of(
                "one",
                new Extension.Node(
                    Extension.State.FAILED,
                    2,
                    Optional.empty(),
                    List.of(),
                    Optional.of("no\u0007 luck"))));
    Draft draft = Draft.of(Extensions.ALL, Doc.of(new Extension.Spec(DIGEST, Optional.empty())));
    fakes.resources.put(
        Extensions.ALL,
        Resource.fresh(draft, "u", Fakes.NOW, Optional.empty()).withStatus(Doc.of(status)));
    fakes.as("ada", list);
    assertThat(fakes.printed())
        .contains("1.0.0", "abababababab", "nobody", "one", "FAILED", "no luck");
    list.json = true;
    String before = fakes.printed();
    fakes.as("ada", list);
    assertThat(Json.read(fakes.printed().substring(before.length())).at("/0/status/version"))
        .hasToString("\"1.0.0\"");
  }

  @Test
  void oneGoesBack() throws Exception {
    ExtensionRollbackCommand command = new ExtensionRollbackCommand();
    command.extensions = extensions;
    command.extension = "acme";
    fakes.as("ada", command);
    assertThat(fakes.printed()).contains("acme goes back to 1.0.0.");
  }
}
