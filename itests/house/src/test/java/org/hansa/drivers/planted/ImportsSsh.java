package org.hansa.drivers.planted;

import org.hansa.core.ssh.planted.ImportsCoreApi;

/** Planted: a driver that imports the SSH support, which it may. */
record ImportsSsh(ImportsCoreApi ssh) {}
