namespace Sweetspot.Planning;

/// <summary>How a recommender lets its fields meet.</summary>
public enum Interaction
{
    /// <summary>Only in the network, or not at all.</summary>
    None,

    /// <summary>Cross layers with one vector each (Deep and Cross, arXiv 1708.05123).</summary>
    CrossVector,

    /// <summary>Cross layers with a matrix each (DCN V2, arXiv 2008.13535).</summary>
    CrossMatrix,

    /// <summary>Inner products of all pairs go into the network beside the vectors (PNN, arXiv 1611.00144).</summary>
    InnerProduct,

    /// <summary>Inner products of all pairs, those with the dense vector too, go into the top network with the dense vector (DLRM, arXiv 1906.00091).</summary>
    Dot,
}
