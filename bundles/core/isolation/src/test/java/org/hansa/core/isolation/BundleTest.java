package org.hansa.core.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.hansa.core.driver.Driver;
import org.hansa.core.testing.ssh.Sshd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** In a real framework: what a marked bundle becomes, and what is left of it. */
class BundleTest {

  private static final Path CLASSES = Path.of("target/test-classes");
  private static final String IMPORTS =
      Stream.of("", ".energy", ".machine", ".workload")
          .map(p -> "org.hansa.core.driver" + p + ";version=\"[1.0,2)\",")
          .reduce("", String::concat);

  @TempDir Path folder;

  private Framework framework;
  private BundleContext context;
  private Bundle isolation;

  @BeforeEach
  void start() throws Exception {
    framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE,
                    folder.resolve("a cache").toString(),
                    Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                    Stream.of("", ".event", ".helpers")
                        .map(p -> "org.slf4j" + p + ";version=2.0.17")
                        .collect(Collectors.joining(","))));
    framework.start();
    context = framework.getBundleContext();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (entry.matches(
          ".*/(jackson-|bc(prov|pkix|util)-|sshd-osgi-|org\\.hansa\\.core\\.(driver|ssh))[^/]*\\.jar")) {
        install(entry, Files.readAllBytes(path));
      } else if (entry.matches(".*/core/(driver|ssh)/target/classes")) {
        install(entry, jar(read(path.resolve("META-INF/MANIFEST.MF")), path));
      }
    }
    isolation =
        install(
            "isolation",
            jar(read(TestCode.CLASSES.resolve("META-INF/MANIFEST.MF")), TestCode.CLASSES));
    isolation.start();
  }

  @AfterEach
  void stop() throws Exception {
    framework.stop();
    framework.waitForStop(20_000);
  }

  private Bundle install(String location, byte[] jar) throws Exception {
    return context.installBundle(location, new ByteArrayInputStream(jar));
  }

  private static Manifest read(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return new Manifest(in);
    }
  }

  private static Manifest manifest(String name, String... headers) {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", name);
    main.putValue("Import-Package", IMPORTS + "org.osgi.framework,org.slf4j");
    for (int i = 0; i < headers.length; i += 2) {
      main.putValue(headers[i], headers[i + 1]);
    }
    return manifest;
  }

  /** Of a folder's files, or of some of its classes with those nested in them. */
  private static byte[] jar(Manifest manifest, Path root, Class<?>... only) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
        Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(file).toString();
        if (!name.equals("META-INF/MANIFEST.MF") && isOf(name, only)) {
          put(jar, name, Files.readAllBytes(file));
        }
      }
    }
    return bytes.toByteArray();
  }

  private static boolean isOf(String name, Class<?>... only) {
    return only.length == 0
        || Arrays.stream(only)
            .map(c -> c.getName().replace('.', '/'))
            .anyMatch(c -> name.equals(c + ".class") || name.startsWith(c + "$"));
  }

  private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(content);
    jar.closeEntry();
  }

  /** A part of the driver is in a jar within the bundle. */
  private byte[] driverBundle(String... headers) throws IOException {
    byte[] inner = jar(manifest("inner"), CLASSES, Troubles.class);
    Path root = Files.createDirectories(folder.resolve("driver/lib"));
    Files.write(root.resolve("inner.jar"), inner);
    for (Class<?> type : List.of(TestDriver.class, TestOptions.class)) {
      try (Stream<Path> files = Files.list(CLASSES.resolve("org/hansa/core/isolation"))) {
        for (Path file : files.filter(f -> isOf(CLASSES.relativize(f).toString(), type)).toList()) {
          Path to = folder.resolve("driver").resolve(CLASSES.relativize(file));
          Files.createDirectories(to.getParent());
          Files.write(to, Files.readAllBytes(file));
        }
      }
    }
    return jar(manifest("com.acme.driver", headers), folder.resolve("driver"));
  }

  private byte[] marked() throws IOException {
    return driverBundle(
        BundleCode.DRIVER,
        TestDriver.class.getName(),
        BundleCode.MEMORY,
        "96",
        "Bundle-ClassPath",
        "., lib/inner.jar");
  }

  private boolean isRegistered() {
    return isolation.getRegisteredServices() != null
        && Arrays.stream(isolation.getRegisteredServices())
            .anyMatch(
                s ->
                    List.of((String[]) s.getProperty(Constants.OBJECTCLASS))
                        .contains(Driver.class.getName()));
  }

  private Path data() {
    return isolation.getDataFile("drivers").toPath();
  }

  private static long processes() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).count();
  }

  @Test
  void aMarkedBundlesDriverComesWorksAndGoes() throws Exception {
    long before = processes();
    Bundle bundle = install("driver", marked());
    bundle.start();
    Bench.await().until(this::isRegistered);
    Bundle caller =
        install(
            "caller",
            jar(
                manifest("caller", "Bundle-Activator", Caller.class.getName()),
                CLASSES,
                Caller.class,
                Troubles.class,
                TestOptions.class,
                TestDriver.class));
    caller.start();
    Supplier<?> calls =
        (Supplier<?>) context.getService(context.getServiceReference(Supplier.class));
    String[] words = calls.get().toString().split(" ", 7);
    assertThat(String.join(" ", words))
        .startsWith("test true [Hansa tries this.\n] ")
        .contains(" [ErrorStreamLogger] ")
        .contains("com.acme.driver");
    long pid = Long.parseLong(words[5]);
    assertThat(ProcessHandle.of(pid).orElseThrow().info().arguments().orElseThrow())
        .contains("-Xmx96m");

    bundle.stop();
    assertThat(isRegistered()).isFalse();
    assertThat(Bench.alive(pid)).isFalse();
    assertThat(data()).isEmptyDirectory();

    bundle.start();
    Bench.await().until(this::isRegistered);
    isolation.stop();
    assertThat(context.getServiceReference(Driver.class.getName())).isNull();
    assertThat(processes()).isEqualTo(before);
  }

  @Test
  void aDriverThatUsesSshFindsItThereAndNothingOfWhatIsBehind(@TempDir Path home) throws Exception {
    try (Sshd sshd = new Sshd(home)) {
      Manifest manifest = manifest("com.acme.away", BundleCode.DRIVER, AwayDriver.class.getName());
      manifest
          .getMainAttributes()
          .merge(
              new Attributes.Name("Import-Package"), ",org.hansa.core.ssh", (a, b) -> "" + a + b);
      install("driver", jar(manifest, CLASSES, AwayDriver.class, TestOptions.class)).start();
      Bench.await().until(this::isRegistered);
      Manifest calling =
          manifest(
              "caller",
              "Bundle-Activator",
              AwayCaller.class.getName(),
              "Test-Host",
              sshd.knownHosts(sshd.port()).get(0),
              "Test-Port",
              "" + sshd.port(),
              "Test-Password",
              Sshd.PASSWORD);
      install("caller", jar(calling, CLASSES, AwayCaller.class, TestOptions.class)).start();
      Supplier<?> calls =
          (Supplier<?>) context.getService(context.getServiceReference(Supplier.class));

      String[] words = calls.get().toString().split(" ");
      assertThat(words).hasSize(3).startsWith(home.toString()).endsWith("unseen");
      assertThat(ProcessHandle.current().children().map(child -> "" + child.pid()))
          .contains(words[1]);
    }
  }

  @Test
  void copiesOfARunThatWasKilledAreDeleted() throws Exception {
    isolation.stop();
    Path old = Files.createDirectories(data().resolve("7-1/code"));
    isolation.start();
    assertThat(old).doesNotExist();
  }

  @Test
  void whatIsMarkedWronglyIsNoDriverAndStopsNobody() throws Exception {
    Bundle wrong =
        install(
            "wrong",
            driverBundle(BundleCode.DRIVER, TestDriver.class.getName(), BundleCode.MEMORY, "1"));
    wrong.start();
    assertThat(wrong.getState()).isEqualTo(Bundle.ACTIVE);
    assertThat(data()).doesNotExist();
    wrong.uninstall();

    install("driver", marked()).start();
    Bench.await().until(this::isRegistered);
  }
}
