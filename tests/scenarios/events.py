"""Events of which nothing is alike, each told in a title and a text by one outlet."""

from __future__ import annotations

LIGHTHOUSE, VIOLIN, WOLVES, BANK, MARATHON, TUNNEL, VACCINE, HARVEST, SATELLITE, CHESS, COSTUMES = EVENTS = (
    (
        "Lighthouse of Skarn sold to a baker",
        "The lighthouse of Skarn was sold to baker Tilda Moen for 90,000 crowns, the coastal agency said.",
    ),
    (
        "Violin of 1741 found in Perrin attic",
        "A violin built in 1741 lay in an attic in Perrin, curator Hugo Arnim said. It is worth a fortune.",
    ),
    (
        "Wolves return to the Harlan forest",
        "Rangers photographed four wolves in the Harlan forest, biologist Sunniva Lie said. Shepherds worry.",
    ),
    (
        "Corvel bank cuts 300 jobs",
        "Corvel bank will close twelve branches and cut 300 jobs, chairman Pietro Salm said.",
    ),
    (
        "Marathon of Tolna won by a nurse",
        "Nurse Adele Quist won the marathon of Tolna in 2 hours 31 minutes, organisers said.",
    ),
    (
        "Rail tunnel under Mount Brede opens late",
        "The rail tunnel under Mount Brede opens two years late, minister Ruben Falk said. It cost 4 billion.",
    ),
    (
        "Vaccine against river fever works in trial",
        "A vaccine against river fever protected nine in ten volunteers, Professor Leni Abara said.",
    ),
    (
        "Wine harvest in Saule is the smallest since 1961",
        "Growers in Saule picked the smallest wine harvest since 1961 after frost, their guild said.",
    ),
    (
        "Satellite Ibis 4 lost contact",
        "Engineers lost contact with the weather satellite Ibis 4, the space office said.",
    ),
    (
        "Chess prodigy of ten beats champion",
        "Ten-year-old Rafi Oren beat chess champion Mila Stern in 41 moves in Gorse.",
    ),
    (
        "Theatre of Dunmere throws costumes away",
        "The theatre of Dunmere threw away 600 moth-eaten costumes, director Ove Lund said.",
    ),
)

BARGE = (
    "Barge Marit sinks in Kestrel lock",
    "The barge Marit sank in the Kestrel lock with 900 tonnes of gravel, the canal office said. Its crew "
    "of three swam ashore.",
)
BARGE_LATER = (
    "Barge Marit: skipper found dead",
    "The skipper of the barge Marit was found dead in the Kestrel lock, police said. The barge had sunk there "
    "with 900 tonnes of gravel.",
)

QUARRY = (
    "Rockfall shuts Saltmere quarry",
    "A rockfall shut the Saltmere quarry, foreman Gil Torp said. Two lorries were buried under the stones.",
)
QUARRY_LATER = (
    "Driver found dead in Saltmere quarry",
    "The driver of a lorry was found dead in the Saltmere quarry, police said. The rockfall had buried two "
    "lorries there.",
)
