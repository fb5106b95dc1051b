package org.hansa.core.shell;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Extensions;
import org.hansa.core.api.Json;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.console.Reports;
import org.osgi.framework.BundleContext;

/** Installs code beside Hansa's own. */
@Service
@Command(
    scope = "extension",
    name = "install",
    description = "Install a driver, routes or a component from an archive, or a new version of it",
    detailedDescription =
        """
        A KAR of one bundle, or the bundle. Every node runs it, and a fresh release finds it
        again. A new version runs before the former one goes; if it does not start, the former
        one goes on, and extension:rollback takes the wish back. First is said which bundles
        would be made anew for it: if Hansa's own are among them it is refused, unless --force.
        So is what is signed by another than what it replaces. Whatever runs here may do what
        Hansa itself may: take it from whom you trust.
        It goes by hansa:delete extension NAME -t system.

          extension:install --plan acme-driver.kar
          extension:install acme-driver.kar
          extension:install --as acme-next acme-driver-2.kar
        """)
public class ExtensionInstallCommand extends HansaCommand {

  @Argument(
      name = "archive",
      description = "A file in the folders that may be read",
      required = true)
  @Completion(DocumentCompleter.class)
  String archive;

  @Option(name = "--as", description = "By which name; the bundle's if not said")
  String name;

  @Option(name = "--plan", description = "Only say what it would do")
  boolean plan;

  @Option(
      name = "--force",
      description = "Though bundles of Hansa would be made anew, or another has signed it")
  boolean force;

  @Reference Extensions extensions;
  @Reference BundleContext context;

  @Override
  void run(Screen screen) throws Exception {
    Principal principal = principal();
    gate.require(principal, "write", Extensions.ALL);
    Path file = new Folders(context.getProperty(Folders.PROPERTY)).file(archive);
    Extensions.Inspection seen;
    try (InputStream in = Files.newInputStream(file)) {
      seen = extensions.inspect(Optional.ofNullable(name), in);
    }
    if (!json) {
      new Reports(screen).archive(seen);
    }
    if (!plan) {
      try (InputStream in = Files.newInputStream(file)) {
        seen = extensions.install(principal, DOOR, cause(), Optional.ofNullable(name), in, force);
      }
    }
    if (json) {
      screen.json(Json.tree(seen));
    } else if (!plan) {
      screen.line("It is asked for; extension:list shows how it goes.");
    }
  }
}
