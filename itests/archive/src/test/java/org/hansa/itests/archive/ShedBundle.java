package org.hansa.itests.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hansa.core.driver.Driver;
import org.hansa.itests.archive.shed.ShedDriver;
import org.hansa.itests.archive.shed.ShedDriver.Trouble;
import org.hansa.itests.archive.shed.ShedWorkloads;

/**
 * A bundle of the shed's driver.
 *
 * @param id of the driver; the bundle is named after it
 * @param isolated true if the driver is to run in a process of its own
 */
record ShedBundle(String id, String version, Trouble trouble, boolean isolated) {

  private static final String SERVICE =
      "osgi.service;objectClass:List<String>=\"" + Driver.class.getName() + "\"";

  static ShedBundle sound(String id, String version) {
    return new ShedBundle(id, version, Trouble.NONE, false);
  }

  String name() {
    return "org.example." + id;
  }

  byte[] content(Path folder) throws IOException {
    Map<String, String> headers = new HashMap<>();
    headers.put("Bundle-SymbolicName", name());
    headers.put("Bundle-Version", version);
    headers.put(
        "Import-Package",
        "org.hansa.core.driver;version=\"[1,2)\",org.hansa.core.driver.workload;version=\"[1,2)\"");
    Map<String, String> files = new HashMap<>();
    files.put(
        "shed.properties", "id = %s%nversion = %s%ntrouble = %s%n".formatted(id, version, trouble));
    if (isolated) {
      headers.put("Hansa-Isolated-Driver", ShedDriver.class.getName());
    } else {
      headers.put("Provide-Capability", SERVICE);
      headers.put("Service-Component", PartnerBundle.COMPONENT);
      files.put(
          PartnerBundle.COMPONENT, PartnerBundle.component(ShedDriver.class, Driver.class, false));
    }
    Path jar = folder.resolve(name() + "-" + version + ".jar");
    PartnerBundle.write(jar, headers, List.of(ShedDriver.class, ShedWorkloads.class), files);
    return Files.readAllBytes(jar);
  }
}
