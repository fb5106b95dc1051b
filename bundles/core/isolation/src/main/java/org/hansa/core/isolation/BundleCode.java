package org.hansa.core.isolation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hansa.core.driver.Driver;
import org.hansa.core.isolation.child.Child;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/**
 * A marked bundle. The process gets copies of it and of the bundles that we are wired to; and, if
 * it uses SSH, of what it is wired to for that.
 */
record BundleCode(Bundle bundle, String driver, int memory) implements DriverCode {

  static final String DRIVER = "Hansa-Isolated-Driver";
  static final String MEMORY = "Hansa-Isolated-Memory";

  /** What drivers may use beside the contract. */
  private static final String SSH = "org.hansa.core.ssh";

  private static final int USUAL = 256;
  private static final int LEAST = 64;
  private static final int MOST = 4096;

  /** One class of each bundle that the process is made of. */
  private static final List<Class<?>> PROCESS =
      List.of(
          Child.class,
          Driver.class,
          ObjectMapper.class,
          JsonFactory.class,
          JsonInclude.class,
          Jdk8Module.class,
          JavaTimeModule.class);

  /**
   * @throws IllegalArgumentException with a sentence, if the bundle is marked wrongly
   */
  static BundleCode of(Bundle bundle) {
    String driver = bundle.getHeaders("").get(DRIVER).strip();
    String memory = bundle.getHeaders("").get(MEMORY);
    try {
      if (bundle.loadClass(Driver.class.getName()) != Driver.class) {
        throw new IllegalArgumentException("it is written against another driver contract");
      }
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "it does not import the package " + Driver.class.getPackageName(), e);
    }
    return new BundleCode(bundle, driver, memory == null ? USUAL : mebibytes(memory.strip()));
  }

  private static int mebibytes(String text) {
    if (text.matches("[0-9]{1,5}")) {
      int value = Integer.parseInt(text);
      if (value >= LEAST && value <= MOST) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        MEMORY + " is '" + text + "'; it is " + LEAST + " to " + MOST + " mebibytes");
  }

  @Override
  public String owner() {
    return bundle.getSymbolicName() + " " + bundle.getVersion();
  }

  @Override
  public Class<?> load(String name) throws ClassNotFoundException {
    return bundle.loadClass(name);
  }

  @Override
  public Layout lay(Path folder) throws IOException {
    Set<Bundle> bundles = new LinkedHashSet<>();
    PROCESS.forEach(type -> bundles.add(FrameworkUtil.getBundle(type)));
    bundles.addAll(Wired.behind(bundle, SSH));
    List<Path> process = new ArrayList<>();
    for (Bundle one : bundles) {
      process.addAll(BundleCopy.lay(one, folder.resolve("process-" + one.getBundleId())));
    }
    // What is nested in our own bundle for the process alone.
    Path nested =
        folder.resolve("process-" + FrameworkUtil.getBundle(Child.class).getBundleId() + "/child");
    process.add(nested);
    process.add(nested.resolve("slf4j-api.jar"));
    return new Layout(process, BundleCopy.lay(bundle, folder.resolve("driver")));
  }
}
