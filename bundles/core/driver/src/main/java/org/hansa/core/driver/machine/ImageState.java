package org.hansa.core.driver.machine;

import java.util.Optional;

/**
 * An image as it is; one whose content is not whole yet is in progress.
 *
 * @param digest of its content, checked after it was brought
 * @param size bytes
 * @param id as the endpoint knows it
 */
public record ImageState(String digest, long size, Optional<String> id) {}
