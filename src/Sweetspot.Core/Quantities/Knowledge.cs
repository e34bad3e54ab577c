namespace Sweetspot.Core;

/// <summary>When a quantity of a candidate becomes known; each level is dearer than the one before.</summary>
public enum Knowledge
{
    /// <summary>From the genes alone.</summary>
    Genes,

    /// <summary>From the shape of the model, by formula, in microseconds.</summary>
    Computed,

    /// <summary>From the shape on this machine, measured on random weights before training (latency).</summary>
    Measured,

    /// <summary>Only after training.</summary>
    Trained,
}
