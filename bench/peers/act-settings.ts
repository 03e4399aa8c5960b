// Read when Act is first imported. Otherwise it logs every step, and ends the process when a store is disposed of.
process.env.NODE_ENV = "test";
process.env.LOG_LEVEL = "fatal";
