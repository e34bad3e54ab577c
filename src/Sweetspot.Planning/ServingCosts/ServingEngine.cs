namespace Sweetspot.Planning;

/// <summary>What sort of program serves a model.</summary>
public enum ServingEngine
{
    /// <summary>One user at a time on the own machine, many formats of weights (llama.cpp and its kin).</summary>
    Local,

    /// <summary>Many users at a time: paged cache, prompts among decoding steps, recorded kernels (vLLM, TensorRT-LLM, SGLang).</summary>
    Server,
}
