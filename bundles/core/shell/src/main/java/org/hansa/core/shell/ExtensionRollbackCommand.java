package org.hansa.core.shell;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Extensions;

/** Goes back to what an extension was. */
@Service
@Command(
    scope = "extension",
    name = "rollback",
    description = "Run what an extension was before its last change",
    detailedDescription =
        """
        If the last change did not start anywhere, it is taken back. Twice is forth again.

          extension:rollback com.acme.driver
        """)
public class ExtensionRollbackCommand extends HansaCommand {

  @Argument(name = "extension", description = "Its name", required = true)
  @Completion(NameCompleter.class)
  String extension;

  @Reference Extensions extensions;

  @Override
  void run(Screen screen) {
    String version = extensions.rollBack(principal(), DOOR, cause(), extension);
    if (json) {
      screen.json(JsonNodeFactory.instance.objectNode().put("version", version));
    } else {
      screen.line(extension + " goes back to " + version + ".");
    }
  }
}
