using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>Writes the layers of one family of shapes. A further family is one more of these and a line in <see cref="FamilyGraphs"/>.</summary>
internal interface IFamilyGraph
{
    /// <summary>Whether it writes this shape.</summary>
    bool Writes(ModelShape shape);

    /// <summary>Declares the inputs (<see cref="InputGraph"/> does) and writes the layers up to the last.</summary>
    /// <returns>The model's output: (B, outputs).</returns>
    string Write(GraphBuilder graph, TrainedModel model);
}
