namespace Sweetspot.Planning;

/// <summary>What sort of device it is; devices of one sort share how much of their peak they reach.</summary>
public enum HardwareKind
{
    /// <summary>A GPU made for servers.</summary>
    DatacenterGpu,

    /// <summary>A GPU made for games.</summary>
    ConsumerGpu,

    /// <summary>A GPU made for desks, with the memory of a server's and the links of a game's.</summary>
    WorkstationGpu,

    /// <summary>A matrix engine that is no GPU: TPU, Gaudi, Trainium.</summary>
    Accelerator,

    /// <summary>The GPU of an Apple chip; its memory is the computer's.</summary>
    Apple,

    /// <summary>A processor; its memory is the computer's.</summary>
    Cpu,
}
