package org.hansa.core.shell;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Extensions;
import org.hansa.core.api.Problem;
import org.hansa.core.partner.Refused;
import org.hansa.core.partner.Skeleton;
import org.osgi.framework.BundleContext;

/** Begins a driver. */
@Service
@Command(
    scope = "driver",
    name = "new",
    description = "Begin a driver of your own, in the first of the folders that may be read",
    detailedDescription =
        """
        Three files and a README, that build with a JDK and bin/hansa-driver of the distribution
        alone, and keep the driver contract on a stand-in for the vendor's server. bin/hansa-driver
        new does the same outside of Hansa. The facet is any that the contract has (driver:rules);
        what it needs comes with it, for instance hosts with workloads. Isolated, it runs in a
        process of its own: for code that may crash or hang; the file bundle.mf says so.

          driver:new acme-rig
          driver:new --facet workload --package com.acme.rig acme-rig
          driver:new --facet workload --isolated acme-native
        """)
public class DriverNewCommand extends HansaCommand {

  @Argument(name = "name", description = "The driver's id, and the folder's name", required = true)
  String name;

  @Option(name = "--facet", description = "Which facet it begins with")
  String facet = Skeleton.FACET;

  @Option(name = "--package", description = "The package of its classes")
  String in;

  @Option(name = "--isolated", description = "It is to run in a process of its own")
  boolean isolated;

  @Reference BundleContext context;

  @Override
  void run(Screen screen) {
    gate.require(principal(), "write", Extensions.ALL);
    Map<String, String> files = files();
    Path folder =
        new Folders(context.getProperty(Folders.PROPERTY))
            .all().stream()
                .findFirst()
                .orElseThrow(
                    () ->
                        new Problem(
                            Problem.Reason.NOT_FOUND,
                            "no folder is opened",
                            "Set " + Folders.PROPERTY + ", or use bin/hansa-driver new."))
                .resolve(name);
    if (Files.exists(folder)) {
      throw Problem.conflict(folder + " is there already", "Choose another name.");
    }
    ObjectNode made = JsonNodeFactory.instance.objectNode();
    files.forEach(
        (path, text) -> {
          write(folder.resolve(path), text);
          made.put(folder.resolve(path).toString(), text.lines().count());
        });
    if (json) {
      screen.json(made);
    } else {
      made.properties().forEach(f -> screen.line(f.getKey() + ", " + f.getValue() + " lines"));
      screen.line("Now, outside of this shell: hansa-driver check " + folder);
    }
  }

  private Map<String, String> files() {
    try {
      String folder = Optional.ofNullable(in).orElse(Skeleton.in(name));
      return Skeleton.files(name, folder, facet, isolated);
    } catch (Refused e) {
      throw new Problem(
          Problem.Reason.INVALID, e.getMessage(), "See driver:new --help.", java.util.List.of(), e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "the file " + file + " cannot be written",
          "Use bin/hansa-driver new where you may write.",
          java.util.List.of(),
          e);
    }
  }
}
