namespace Sweetspot.Planning;

/// <summary>A model, devices and traffic.</summary>
public sealed record ServingSetup
{
    /// <summary>The model.</summary>
    public required TransformerArchitecture Architecture { get; init; }

    /// <summary>The device.</summary>
    public required Hardware Hardware { get; init; }

    /// <summary>Devices that share each matrix.</summary>
    public int Tensor { get; init; } = 1;

    /// <summary>Devices that hold one part of the layers each.</summary>
    public int Pipeline { get; init; } = 1;

    /// <summary>How weights are kept.</summary>
    public WeightFormat Weights { get; init; } = WeightFormat.Find("bf16");

    /// <summary>Format of keys and values in the cache.</summary>
    public NumberFormat Cache { get; init; } = NumberFormat.Bf16;

    /// <summary>Tokens of a prompt.</summary>
    public int Prompt { get; init; } = 1024;

    /// <summary>Tokens of an answer.</summary>
    public int Generated { get; init; } = 256;

    /// <summary>Clients that each keep one request going.</summary>
    public int Clients { get; init; } = 1;

    /// <summary>Sequences that the engine lets run at a time, memory apart (vLLM's max_num_seqs); null: no limit.</summary>
    public int? MostRunning { get; init; }

    /// <summary>What sort of program serves.</summary>
    public ServingEngine Engine { get; init; } = ServingEngine.Server;
}
