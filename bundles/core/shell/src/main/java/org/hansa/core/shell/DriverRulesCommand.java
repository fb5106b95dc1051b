package org.hansa.core.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Drivers;
import org.hansa.core.api.Json;
import org.hansa.core.console.Reports;

/** Shows the rules of the driver contract. */
@Service
@Command(
    scope = "driver",
    name = "rules",
    description = "Show the rules of the driver contract",
    detailedDescription =
        """
        Those about all facets, and those about one.

          driver:rules
          driver:rules virtual-machine
        """)
public class DriverRulesCommand extends HansaCommand {

  @Argument(name = "facet", description = "Only those about this facet")
  String facet;

  @Reference Drivers drivers;

  @Override
  void run(Screen screen) {
    List<Drivers.Rule> rules =
        drivers.rules().stream()
            .filter(rule -> facet == null || rule.ability().filter(facet::equals).isPresent())
            .toList();
    if (json) {
      screen.json(Json.tree(rules));
    } else {
      new Reports(screen).rules(rules);
    }
  }
}
