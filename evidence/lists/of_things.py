"""The lists of suppliers, and of devices and programs."""

from typing import Final

from evidence.lists.columns import Column, Kind, Lack, ListSpec
from evidence.models import Device, Supplier

MOST_NAME: Final = 120
MOST_KIND: Final = 60

SUPPLIERS: Final = ListSpec(
    slug="suppliers",
    register="suppliers",
    title="Firms that work for you",
    why="Some firms see people's data or run your computers. This list shows whose contract ends and when.",
    one="firm",
    many="firms",
    add="Add a firm",
    model=Supplier,
    second="does",
    second_words="work",
    lack=Lack("contract_ends_on", "has a contract that has ended", "have contracts that have ended", is_past=True),
    columns=(
        Column(
            "name",
            "Name of the firm",
            required="Enter the name of the firm",
            aliases="name, supplier, supplier name, firm, company, company name, provider, contractor",
        ),
        Column(
            "does",
            "What it does",
            hint="Like rotas, payroll or computer help",
            aliases="does, service, services, what they do, product, supplies, description, purpose",
        ),
        Column(
            "contact",
            "How to reach it",
            in_table=False,
            aliases="contact, contact details, contact name, email, phone, telephone",
        ),
        Column(
            "handles_data",
            "Sees people's data",
            Kind.YES_NO,
            aliases="handles data, handles personal data, processes personal data, personal data, data "
            "processor, sees data",
        ),
        Column(
            "runs_systems",
            "Runs your computers or programs",
            Kind.YES_NO,
            in_table=False,
            aliases="runs systems, it supplier, it system, it provider, system supplier",
        ),
        Column(
            "has_data_terms",
            "Contract says how data is kept safe",
            Kind.YES_NO,
            in_table=False,
            aliases="has data terms, data terms, data processing agreement, dpa, contract in place, gdpr terms",
        ),
        Column(
            "contract_ends_on",
            "Contract ends on",
            Kind.DATE,
            aliases="contract ends, contract end, contract end date, end date, renewal date, expiry, ends",
        ),
        Column(
            "certificate",
            "Certificate",
            hint="Like Cyber Essentials, or their own result from the toolkit",
            in_table=False,
            aliases="certification, certificates, accreditation, dspt, dspt status, cyber essentials",
        ),
        Column(
            "certificate_ends_on",
            "Certificate ends on",
            Kind.DATE,
            aliases="certificate ends, certificate expiry, certificate end date, certificate expires",
        ),
    ),
)

DEVICES: Final = ListSpec(
    slug="devices",
    register="devices",
    title="Computers, phones and programs",
    why="Makers stop mending old computers, phones and programs. This list shows when that happens.",
    one="device",
    many="devices",
    add="Add a device",
    model=Device,
    second="owner",
    second_words="user",
    lack=Lack("support_ends_on", "is out of support", "are out of support", is_past=True),
    columns=(
        Column(
            "name",
            "Name",
            hint="Like office laptop 2, or the number on its label",
            required="Enter a name for it",
            aliases="device, device name, asset, asset name, asset tag, computer, computer name, item, tag, "
            "program, system, hostname",
        ),
        Column(
            "kind",
            "What kind",
            most=MOST_KIND,
            hint="Like laptop, phone, router or program",
            aliases="kind, type, device type, category, asset type, make, model, make and model",
        ),
        Column(
            "owner",
            "Who uses it",
            most=MOST_NAME,
            aliases="user, used by, assigned to, owner, staff, staff member, employee",
        ),
        Column(
            "place",
            "Where it is",
            in_table=False,
            aliases="place, location, where, site, room",
        ),
        Column(
            "software",
            "What it runs",
            hint="Like Windows 11 or Android 15",
            aliases="software, operating system, os, version, os version, runs",
        ),
        Column(
            "support_ends_on",
            "Support ends on",
            Kind.DATE,
            hint="The day its maker stops mending it",
            aliases="support ends, support end, support end date, end of support, end of life, eol",
        ),
        Column(
            "has_antivirus",
            "Guarded from viruses",
            Kind.YES_NO,
            in_table=False,
            aliases="has antivirus, antivirus, anti virus, virus protection, av",
        ),
        Column(
            "is_encrypted",
            "Scrambled if lost (encrypted)",
            Kind.YES_NO,
            in_table=False,
            aliases="encrypted, is encrypted, encryption, bitlocker, scrambled",
        ),
        Column(
            "matters_most",
            "Your work stops without it",
            Kind.YES_NO,
            in_table=False,
            aliases="matters most, critical, essential, business critical, priority",
        ),
    ),
)
