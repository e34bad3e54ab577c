using Xunit.Sdk;
using Xunit.v3;

// libtorch's random generator is the process's: a test that builds a model or draws numbers would change what is drawn in another that trains at the
// same time. In the product a training has the process to itself.
[assembly: Parallelization(Mode = ParallelMode.None)]
