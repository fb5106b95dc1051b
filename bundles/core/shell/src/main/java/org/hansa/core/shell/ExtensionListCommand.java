package org.hansa.core.shell;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Extension;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.console.Reports;

/** Lists extensions. */
@Service
@Command(
    scope = "extension",
    name = "list",
    description = "List what is installed beside Hansa's own code, and how it is on each node",
    detailedDescription =
        """
        The archive is named by the beginning of its digest.

          extension:list
          extension:list --json
        """)
public class ExtensionListCommand extends HansaCommand {

  @Override
  void run(Screen screen) {
    List<Resource> all = gate.view(principal()).list(Extension.KIND).toList();
    if (json) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      all.forEach(each -> list.add(ResourceJson.write(each)));
      screen.json(list);
      return;
    }
    new Reports(screen).extensions(all);
  }
}
