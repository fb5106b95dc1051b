package org.hansa.core.driver.http;

import java.io.IOException;
import java.io.InputStream;
import org.osgi.annotation.versioning.ConsumerType;

/** Opens what is sent, from its beginning each time. It is closed by whom it is opened for. */
@FunctionalInterface
@ConsumerType
public interface BodySource {
  InputStream open() throws IOException;
}
